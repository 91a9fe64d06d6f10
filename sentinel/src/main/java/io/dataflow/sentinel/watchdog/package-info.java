/**
 * Says from a second place whether the runs of a pipeline come as they should.
 *
 * <p>In: what an installation has left for others to see, and an instant. Out: what is wrong with
 * its runs. Pure: reads nothing, asks nobody, and judges no bars.
 */
package io.dataflow.sentinel.watchdog;
