/** What the AI may do to a call: its tools. */
@NullMarked
package dev.trunkline.control;

import org.jspecify.annotations.NullMarked;
