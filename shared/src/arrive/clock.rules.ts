/** What to add to a phone's clock, from the server's answer (`Date` header, whole seconds) to a request. All UTC ms. */
export const clockOffsetOf = (serverDate: number, sentAt: number, answeredAt: number): number => Math.round(serverDate + 500 - (sentAt + answeredAt) / 2)
