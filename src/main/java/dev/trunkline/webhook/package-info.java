/**
 * Tells the operator's own programs of calls, at least once, and asks one of them about a caller before the call is answered.
 *
 * <p>May import of ours: {@code bridge} (its port {@code PreAnswer}), {@code continuity}, {@code call}, {@code phone}, {@code store},
 * {@code net.outgoing}, {@code net.egress}, {@code time}.
 * Start reading at {@link dev.trunkline.webhook.CallWebhooks}.
 */
@NullMarked
package dev.trunkline.webhook;

import org.jspecify.annotations.NullMarked;
