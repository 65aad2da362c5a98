/** Callers who measure the engine. */
@NullMarked
package dev.trunkline.bench;

import org.jspecify.annotations.NullMarked;
