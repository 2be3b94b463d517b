/**
 * Addresses of the employer's pages, for whoever leads there. Parameters are named as in the API:
 * `register?marketId=`, `post?marketId=&again=1`, `post?jobId=` to change one, `job?jobId=&posted=1`,
 * `sign?jobId=`.
 */
export const employerPaths = {
  home: '/employer/home/index',
  jobs: '/employer/jobs/index',
  scan: '/employer/scan/index',
  register: '/employer/register/index',
  post: '/employer/post/index',
  job: '/employer/job/index',
  sign: '/employer/sign/index',
  standing: '/employer/standing/index',
  papers: '/employer/papers/index',
  import: '/employer/import/index',
  keys: '/employer/keys/index',
} as const
