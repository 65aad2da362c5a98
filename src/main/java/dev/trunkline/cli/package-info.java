/** The commands. */
@NullMarked
package dev.trunkline.cli;

import org.jspecify.annotations.NullMarked;
