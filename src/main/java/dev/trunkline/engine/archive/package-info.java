/** What happened in chats, over HTTP: chats, chat groups, their events and their sound, which is recorded here too. */
@NullMarked
package dev.trunkline.engine.archive;

import org.jspecify.annotations.NullMarked;
