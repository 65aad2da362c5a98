/**
 * Callers by the hundred: places calls at any bridge, open loop, and measures what they hear. Start at {@link
 * dev.trunkline.lab.fleet.Fleet}. May import its three parts: {@code call} and {@code verdict}, which know {@code measure},
 * which knows none of them.
 */
@NullMarked
package dev.trunkline.lab.fleet;

import org.jspecify.annotations.NullMarked;
