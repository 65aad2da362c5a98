/** The simulated telephone: what is heard and said at it, measured block by block. Knows no protocol. */
@NullMarked
package dev.trunkline.lab.phone;

import org.jspecify.annotations.NullMarked;
