package jp.meishigura.contacts.app;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import jp.meishigura.contacts.domain.view.ConsentNote;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A consent state as callers are told it, in cards and in problem documents alike.
 *
 * @param purpose code of the purpose
 * @param status in the words of W3C DPV
 * @param validUntil when it ends by itself
 */
@Schema(name = "Consent")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ToldConsent(String purpose, String status, @Nullable Instant validUntil) {

  public static ToldConsent of(ConsentNote note) {
    return new ToldConsent(
        note.purpose(), note.state().status().dpvName(), note.state().validUntil());
  }
}
