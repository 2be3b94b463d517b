import { View, Text, Button } from '@tarojs/components';
import Taro from '@tarojs/taro';

export default function TodayPage() {
  return (
    <View id="today">
      <Text>零工市场</Text>
      <Button id="to-employer" aria-label="去招工" onClick={() => Taro.navigateTo({ url: '/employer/home/index' })}>去招工</Button>
    </View>
  );
}
