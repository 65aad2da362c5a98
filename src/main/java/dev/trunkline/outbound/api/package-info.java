/**
 * What operators ask about calls that we place. Imports {@code outbound}, {@code ops} (the gate) and {@code net}. Start
 * reading at {@link dev.trunkline.outbound.api.OutboundRoutes}.
 */
@NullMarked
package dev.trunkline.outbound.api;

import org.jspecify.annotations.NullMarked;
