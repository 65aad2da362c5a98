/** The phone leg as a call sees it: what may be asked of it, what it tells. No carrier, no network. */
@NullMarked
package dev.trunkline.phone;

import org.jspecify.annotations.NullMarked;
