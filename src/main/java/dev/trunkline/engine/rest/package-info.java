/**
 * What the engine's REST APIs share: reading fields, parameters and pages, and answering with JSON. May import
 * {@code net}, and of {@code history} its pages. Start reading at {@link dev.trunkline.engine.rest.JsonResponses}.
 */
@NullMarked
package dev.trunkline.engine.rest;

import org.jspecify.annotations.NullMarked;
