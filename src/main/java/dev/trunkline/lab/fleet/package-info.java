/** Callers by the hundred: places calls at any bridge, open loop, and measures what they hear. */
@NullMarked
package dev.trunkline.lab.fleet;

import org.jspecify.annotations.NullMarked;
