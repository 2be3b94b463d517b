import { View, Text } from '@tarojs/components';

export default function EmployerHomePage() {
  return <View id="employer-home"><Text>招工</Text></View>;
}
