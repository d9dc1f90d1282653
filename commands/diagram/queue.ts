/** A corner of a line, or a place on the grid. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The last step of a way that has been found so far. */
export interface Step {
  readonly cell: Point;
  readonly direction: number;
  readonly cost: number;
  readonly before: Step | undefined;
}

/** Steps by their cost, the cheapest first. */
export class Queue {
  readonly #heap: Step[] = [];

  add(step: Step): void {
    const heap = this.#heap;
    let index = heap.push(step) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (heap[parent]!.cost <= step.cost) break;
      heap[index] = heap[parent]!;
      index = parent;
    }
    heap[index] = step;
  }

  take(): Step | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (heap.length === 0 || !last) return first;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && heap[child + 1]!.cost < heap[child]!.cost) child++;
      if (heap[child]!.cost >= last.cost) break;
      heap[index] = heap[child]!;
      index = child;
    }
    heap[index] = last;
    return first;
  }
}
