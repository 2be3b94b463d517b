import type { Place } from '../../store/vault'

/** Where sealed values of this feature stand. */
export const sealedIn = {
  name: (personId: string): Place => ({ table: 'people', column: 'name_sealed', row: personId }),
  idNumber: (personId: string): Place => ({ table: 'people', column: 'id_number_sealed', row: personId }),
  content: (documentId: string): Place => ({ table: 'documents', column: 'content_sealed', row: documentId }),
  licenceNumber: (licenceId: string): Place => ({ table: 'work_licences', column: 'number_sealed', row: licenceId }),
  representative: (licenceId: string): Place => ({ table: 'licences', column: 'legal_representative_sealed', row: licenceId }),
}
