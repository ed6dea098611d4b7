import { cleanText } from '../../fields/text.ts';

/**
 * What failed, in a word or two: the response code where it tells of a failure (`500`, `Non HTTP response code: ...`),
 * else the message of the assertion that failed, else the response message.
 */
export function jmeterError(responseCode: string, responseMessage: string, failureMessage: string): string {
  const code = cleanText(responseCode);
  const isErrorCode = code !== '' && !/^[123]\d\d$/.test(code);
  if (isErrorCode) return code;
  const message = cleanText(responseMessage);
  return cleanText(failureMessage) || (/^ok$/i.test(message) ? '' : message) || 'failed';
}

/** Where a file has no flag of success: a status from 400, or a code that is no status, is a failure. */
export const isFailedCode = (responseCode: string): boolean => !/^[123]\d\d$/.test(responseCode.trim());

const transactionMessage = /^Number of samples in transaction : (\d+)/;

/** How many samples a transaction controller's row says it holds; null for the row of anything else. */
export function transactionSize(responseMessage: string): number | null {
  const size = transactionMessage.exec(responseMessage)?.[1];
  return size === undefined ? null : Number(size);
}
