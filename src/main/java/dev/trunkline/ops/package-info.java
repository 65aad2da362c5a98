/** What operators see: health, metrics, call records over HTTP. */
@NullMarked
package dev.trunkline.ops;

import org.jspecify.annotations.NullMarked;
