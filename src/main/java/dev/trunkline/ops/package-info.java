/**
 * What operators see: health, metrics, call records over HTTP. Imports {@code net} and the subscribers of calls. Start reading
 * at {@link dev.trunkline.ops.OpsRoutes}.
 */
@NullMarked
package dev.trunkline.ops;

import org.jspecify.annotations.NullMarked;
