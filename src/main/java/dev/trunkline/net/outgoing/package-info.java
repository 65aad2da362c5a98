/**
 * Requests to URLs that others have chosen, within {@code net.egress}.
 *
 * <p>May import of ours: {@code net.loop}, {@code net.connection}, {@code net.egress}, {@code net.websocket}. Start reading at
 * {@link dev.trunkline.net.outgoing.OutgoingHttp}.
 */
@NullMarked
package dev.trunkline.net.outgoing;

import org.jspecify.annotations.NullMarked;
