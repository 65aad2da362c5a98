/**
 * Calls that we place ourselves: who may be called, when, how often, and what becomes of it. Policy: no network, no carrier.
 * Imports {@code phone}, {@code ai}, {@code call}, {@code bridge} (the hook around a call), {@code continuity} (the journal's
 * file) and {@code telemetry}. Start reading at {@link dev.trunkline.outbound.OutboundCalls}; what happens within a call
 * stands in {@link dev.trunkline.outbound.AnsweredCall}.
 */
@NullMarked
package dev.trunkline.outbound;

import org.jspecify.annotations.NullMarked;
