/** Requests and errors of one session, or of one run. */
export interface ErrorCount {
  readonly errors: number;
  readonly count: number;
  /** How much more the errors of this run vary from stretch to stretch of time than independent ones would. */
  readonly dispersion?: number;
}
