/** What the caller says: from the bytes a client sends to turns and their words. */
@NullMarked
package dev.trunkline.engine.hearing;

import org.jspecify.annotations.NullMarked;
