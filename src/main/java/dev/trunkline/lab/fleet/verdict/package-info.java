/**
 * What came of a fleet, and whether that is good: figures, limits, medians of several runs, JSON. Start at {@link
 * dev.trunkline.lab.fleet.verdict.FleetReport}. Imports {@code measure} and the plan in {@code call}.
 */
@NullMarked
package dev.trunkline.lab.fleet.verdict;

import org.jspecify.annotations.NullMarked;
