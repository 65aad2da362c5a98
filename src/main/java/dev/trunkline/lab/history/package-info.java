/**
 * What happened when in calls, as the carrier, the bridge and the far end saw it, and the twelve invariants that hold in every
 * such history, whatever fails. Start at {@link dev.trunkline.lab.history.CallHistory} and {@link
 * dev.trunkline.lab.history.Invariant}. Imports nothing of ours.
 */
@NullMarked
package dev.trunkline.lab.history;

import org.jspecify.annotations.NullMarked;
