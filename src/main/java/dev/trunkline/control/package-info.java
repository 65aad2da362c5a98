/**
 * What the AI may do to a call: its tools. Imports {@code call} and its ports. Start reading at
 * {@link dev.trunkline.control.Toolbox}.
 */
@NullMarked
package dev.trunkline.control;

import org.jspecify.annotations.NullMarked;
