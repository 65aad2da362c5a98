/** One conversation on one socket: who speaks, what is remembered, when it ends. */
@NullMarked
package dev.trunkline.engine.chat;

import org.jspecify.annotations.NullMarked;
