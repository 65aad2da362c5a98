/** What was said in earlier chats: the events, and the port behind which they are kept. Knows no wire and no database. */
@NullMarked
package dev.trunkline.engine.history;

import org.jspecify.annotations.NullMarked;
