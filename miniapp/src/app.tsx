import './platform/old-phones'
import type { ReactNode } from 'react'
import { startClient } from './client/market'
import { askAbout } from './features/session/sign-in'
import { useLaunch } from './platform/page-life'
import './app.scss'

export default function App({ children }: { children?: ReactNode }) {
  useLaunch(() => {
    startClient()
    void askAbout()
  })
  return <>{children}</>
}
