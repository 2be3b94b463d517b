/** Whether a WeChat call failed because the person changed their mind: `chooseMedia:fail cancel`. */
export const cancelledByPerson = (failure: unknown): boolean =>
  String((failure as { errMsg?: string } | null)?.errMsg ?? '').includes('cancel')
