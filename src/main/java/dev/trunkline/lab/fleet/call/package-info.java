/**
 * One caller of many, from its webhook to its last frame. Start at {@link dev.trunkline.lab.fleet.call.FleetCall}. Imports
 * {@code measure}, and of the carrier the webhook and the plan of a stream.
 */
@NullMarked
package dev.trunkline.lab.fleet.call;

import org.jspecify.annotations.NullMarked;
