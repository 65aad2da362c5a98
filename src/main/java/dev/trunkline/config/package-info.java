/**
 * What operators decide: one immutable record, read from a file and the environment, all mistakes told at once. Imports
 * {@code phone}, for how numbers are written, and {@code rules}, of which it makes some. Start reading at {@link dev.trunkline.config.ConfigKey}, then
 * {@link dev.trunkline.config.ConfigReader}.
 */
@NullMarked
package dev.trunkline.config;

import org.jspecify.annotations.NullMarked;
