/** Parameters of the robust Potts fit. */
export interface PottsOptions {
  /** A point costs at most the square of this many noise units, so a lone outlier cannot buy a segment. */
  outlierLimit: number;
  /** What a change costs, in noise units squared. */
  penalty: number;
}
