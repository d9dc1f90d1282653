/** The namespace of the metrics of functions. */
export const METRIC_NAMESPACE = "Holdfast";
