import { errorTypeList, transportError } from '../../fields/labels.ts';

/** What vegeta lists of a response of another status than 200 to 399: "503 Service Unavailable". */
const isOfResponse = (error: string): boolean => /^\d{3}(?:\s|$)/.test(error);

/**
 * What requests without response are called: their cause if all that vegeta lists have the same one, such as "too many
 * open files" of the machine that makes the load. A report does not say how many requests each cause has.
 */
function withoutResponse(errors: readonly string[]): string {
  const causes = new Set(errors.filter((error) => !isOfResponse(error)).map(transportError));
  const [cause = 'no response'] = causes;
  return causes.size === 1 ? cause : 'no response';
}

/** The failed requests of a report, by status or cause. Status code 0 is no response. */
export function failuresOf(
  codes: readonly (readonly [code: string, count: number])[],
  errors: readonly string[],
): { type: string; count: number }[] {
  const unanswered = withoutResponse(errors);
  return errorTypeList(
    codes.map(([code, count]) => {
      const status = Number(code);
      return [status === 0 ? unanswered : code, status === 0 || status >= 400 ? count : 0];
    }),
  );
}
