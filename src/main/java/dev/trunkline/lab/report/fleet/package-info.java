/**
 * A fleet's result as a page for people who have never seen one. Start at {@link
 * dev.trunkline.lab.report.fleet.FleetPage}. Imports {@code lab.report}, {@code svg} and what a fleet measures and judges.
 */
@NullMarked
package dev.trunkline.lab.report.fleet;

import org.jspecify.annotations.NullMarked;
