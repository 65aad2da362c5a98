/**
 * What is measured while a fleet calls, of callers, bridge, machine and generator. Start at {@link
 * dev.trunkline.lab.fleet.measure.Meter}, into which calls write, and {@link dev.trunkline.lab.fleet.measure.Samples}, which
 * reads it every second. Imports what the far end knows of tags, and nothing of the fleet.
 */
@NullMarked
package dev.trunkline.lab.fleet.measure;

import org.jspecify.annotations.NullMarked;
