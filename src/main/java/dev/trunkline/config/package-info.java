/** What operators decide: one immutable record, read from a file and the environment, all mistakes told at once. */
@NullMarked
package dev.trunkline.config;

import org.jspecify.annotations.NullMarked;
