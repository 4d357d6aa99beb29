package org.alsolike.benchmarks.serving;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;

/**
 * What a piece of work took. On a machine that others use, CPU seconds are the figure to compare.
 *
 * @param cpu seconds of this process, over all threads
 */
record Cost(double seconds, double cpu) {

  static Cost of(Callable<?> work) throws Exception {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long start = System.nanoTime();
    long before = system.getProcessCpuTime();
    work.call();
    long used = system.getProcessCpuTime() - before;
    return new Cost((System.nanoTime() - start) / 1e9, used / 1e9);
  }
}
