import { transferEndpoints } from '@market/shared/transfer/transfer.contract'
import type { Route } from '../../http/route'
import type { BoardService } from './board.service'
import type { GroupsService } from './groups.service'
import type { TransferService } from './transfer.service'

export const transferRoutes = (route: Route, { transfers, groups, board }: { transfers: TransferService; groups: GroupsService; board: BoardService }): void => {
  route(transferEndpoints.options, ({ caller, query, now }) => transfers.options(caller.personId, query.applicationId, now))
  route(transferEndpoints.current, ({ caller, now }) => transfers.current(caller.personId, now))
  route(transferEndpoints.create, ({ command, body }) => transfers.create(command, body))
  route(transferEndpoints.answer, ({ command, params, body }) => transfers.answer(command, params.transferId, body.go))
  route(transferEndpoints.cancel, ({ command, params }) => transfers.cancel(command, params.transferId))
  route(transferEndpoints.expected, ({ caller, scope, query, now }) => groups.expected(caller, scope, query.marketId, now))
  route(transferEndpoints.board, ({ caller, scope, query, now }) => board.board(caller, scope, query.marketId, now))
  route(transferEndpoints.openings, ({ caller, scope, query, now }) => groups.openings(caller, scope, query, now))
  route(transferEndpoints.makeGroup, ({ command, scope, body }) => groups.make(command, scope, body))
  route(transferEndpoints.groups, ({ caller, scope, query, now }) => groups.groups(caller, scope, query.marketId, now))
  route(transferEndpoints.cancelGroup, ({ command, scope, params }) => groups.cancel(command, scope, params.groupId))
}
