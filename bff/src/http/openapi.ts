import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'

/** The OpenAPI description, made from the same endpoints that are registered, and a page to read it at `/docs`. */
export async function describeApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      info: {
        title: '零工市场 API',
        version: '1.0.0',
        description: 'Money in integer fen, instants in UTC milliseconds, days in Asia/Shanghai. Every refusal is `{ code, message, fields?, requestId }`.',
      },
      components: {
        securitySchemes: {
          accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
          apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
        },
      },
    },
    hideUntagged: true,
  })
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: true })
}
