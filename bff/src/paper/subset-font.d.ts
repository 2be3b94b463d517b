/** What we use of it; the published types lag behind and know neither of the last two options. */
declare module 'subset-font' {
  export default function subsetFont(
    font: Buffer,
    characters: string,
    options: { targetFormat: 'sfnt'; noHinting: boolean; dropTables: readonly string[] },
  ): Promise<Buffer>
}
