import { provinceVersions } from '../../store/province-versions'

export const versions = provinceVersions((t) => t.agreementTemplates)
