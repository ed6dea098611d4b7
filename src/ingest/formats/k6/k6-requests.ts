import { IngestError } from '../../files/ingest-error.ts';

/** Why a file of k6 that contains no HTTP request cannot be used. */
export const noK6Requests = (): IngestError =>
  new IngestError(
    'no-requests',
    'The file contains no HTTP request (`http_req_duration`).',
    'Check that the test made requests; those of gRPC, WebSocket and the browser module are not read.',
  );
