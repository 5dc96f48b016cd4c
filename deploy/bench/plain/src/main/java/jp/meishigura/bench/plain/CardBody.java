package jp.meishigura.bench.plain;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A card as it is sent: the JSON of contacts-service. */
public record CardBody(
    @Valid @Nullable Person name,
    @Valid @Nullable Person reading,
    @Size(max = 1000) @Nullable String company,
    @Size(max = 1000) @Nullable String department,
    @Size(max = 1000) @Nullable String title,
    @Valid @Size(max = 50) @Nullable List<Phone> phone,
    @Valid @Size(max = 50) @Nullable List<Mail> email,
    @Size(max = 10_000) @Nullable String address,
    @Size(max = 1000) @Nullable String url,
    @Size(max = 10_000) @Nullable String note) {

  /** A name or the reading of one. */
  public record Person(
      @Size(max = 1000) @Nullable String family,
      @Size(max = 1000) @Nullable String given,
      @Size(max = 1000) @Nullable String full) {}

  /** A phone number, as it was written. */
  public record Phone(
      @NotBlank @Size(max = 1000) String text, @Nullable List<@NotBlank String> types) {}

  /** An e-mail address. */
  public record Mail(
      @NotBlank @Email @Size(max = 1000) String text, @Nullable List<@NotBlank String> types) {}
}
