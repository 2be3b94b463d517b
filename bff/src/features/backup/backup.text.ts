/** What is said of a backup and of a database that was looked through, to whoever runs the installation. */
export const backupText = {
  problems: {
    rows: (table: string, expected: number, found: number) => `数据表 ${table}：备份时有 ${expected} 行，现在有 ${found} 行`,
    log: '存证日志：和备份时记下的条数或根不一样',
    damage: (said: string) => `数据库：${said}`,
    bytes: (expected: number, found: number) => `数据库：备份时有 ${expected} 字节，现在有 ${found} 字节`,
    newer: '数据库：由更新版本的程序建立，请用那个版本',
  },
  notices: {
    cosignerAhead: (remembered: number, there: number) => `第二签名者记得日志到过 ${remembered} 条，这里只有 ${there} 条：少的那些没有了，它也不会再签。先看 bff/src/features/evidence/README.md “The co-signer”`,
  },
}
