/** Annotated text, under the names that MaryTTS's class files call. */
package de.dfki.lt.tools.tokenizer.annotate;
