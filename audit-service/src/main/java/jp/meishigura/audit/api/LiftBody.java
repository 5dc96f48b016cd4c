package jp.meishigura.audit.api;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/**
 * @param reason a word for the log: no text, which would name people
 */
record LiftBody(
    @NotNull
        @Pattern(
            regexp = LiftBody.WORD,
            message = "be a word for the log: small letters, digits and hyphens")
        String reason) {

  static final String WORD = "[a-z][a-z0-9-]{0,59}";
}
