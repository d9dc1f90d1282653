/**
 * Divides a weight among records: whole numbers that differ by 1 at most, the larger ones first. Their sum is the
 * weight, so that records of fewer than 1 each leave some with none.
 */
export function shareWeight(weight: number, records: number): number[] {
  const least = Math.floor(weight / records);
  const more = weight - least * records;
  return Array.from({ length: records }, (_, index) => (index < more ? least + 1 : least));
}
