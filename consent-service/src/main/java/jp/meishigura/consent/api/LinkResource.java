package jp.meishigura.consent.api;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import jp.meishigura.consent.Config;
import jp.meishigura.consent.domain.consent.Answer;
import jp.meishigura.consent.domain.consent.Outcome;
import jp.meishigura.consent.domain.link.LinkToken;
import jp.meishigura.consent.domain.link.LinkView;
import jp.meishigura.consent.domain.purpose.Language;
import jp.meishigura.consent.pages.Pages;
import jp.meishigura.consent.pages.Trouble;
import jp.meishigura.consent.service.AnswerDesk;
import jp.meishigura.consent.service.AnswerDesk.Answered;
import jp.meishigura.consent.service.AnswerDesk.Sheet;
import jp.meishigura.platform.problem.StackOnly;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/**
 * The page behind the link in a mail. A GET never answers anything, because programs open links
 * too: scanners, previews, prefetching browsers.
 */
@Path("/consent/{token}")
@PermitAll
@SecurityRequirements
@Tag(name = "Pages", description = "For the people on cards: HTML, without JavaScript.")
@Produces(MediaType.TEXT_HTML)
public class LinkResource {

  private static final Logger LOG = Logger.getLogger(LinkResource.class);

  private final AnswerDesk desk;
  private final Pages pages;
  private final Config config;

  LinkResource(AnswerDesk desk, Pages pages, Config config) {
    this.desk = desk;
    this.pages = pages;
    this.config = config;
  }

  @GET
  @Operation(summary = "What the link leads to", description = "Changes nothing.")
  @APIResponse(responseCode = "200", description = "The question, or how it was answered.")
  @APIResponse(responseCode = "404", description = "No link of ours.")
  @APIResponse(
      responseCode = "410",
      description = "Not answered in time, superseded, or the person was erased.")
  public Response look(
      @PathParam("token") String text,
      @QueryParam("lang") @Nullable String wanted,
      @Context HttpHeaders headers) {
    Language language = language(wanted, headers);
    return LinkToken.parse(text)
        .flatMap(desk::look)
        .map(sheet -> page(status(sheet.view()), sheet, language, false))
        .orElseGet(() -> trouble(404, Trouble.UNKNOWN_LINK, language));
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Operation(summary = "Answer: give, refuse or withdraw")
  @APIResponse(responseCode = "303", description = "Recorded; back to the page.")
  @APIResponse(responseCode = "400", description = "None of the answers.")
  @APIResponse(responseCode = "404", description = "No link of ours.")
  @APIResponse(responseCode = "409", description = "Another answer was given first, and it stays.")
  @APIResponse(
      responseCode = "410",
      description = "Not answered in time, superseded, or the person was erased.")
  public Response answer(
      @PathParam("token") String text,
      @FormParam("answer") @Nullable String word,
      @QueryParam("lang") @Nullable String wanted,
      @Context HttpHeaders headers) {
    Language language = language(wanted, headers);
    Optional<LinkToken> token = LinkToken.parse(text);
    Optional<Answer> answer = Optional.ofNullable(word).flatMap(Answer::ofWord);
    if (token.isPresent() && answer.isEmpty()) {
      return trouble(400, Trouble.UNREADABLE_ANSWER, language);
    }
    return token
        .flatMap(known -> desk.answer(known, answer.orElseThrow(), language))
        .map(answered -> answered(answered, text, wanted, language))
        .orElseGet(() -> trouble(404, Trouble.UNKNOWN_LINK, language));
  }

  private Response answered(
      Answered answered, String text, @Nullable String wanted, Language language) {
    return switch (answered.outcome()) {
      case Outcome.Happens _, Outcome.Already _ -> back(text, wanted, language);
      case Outcome.Refused(Outcome.Reason reason) ->
          switch (reason) {
            case LINK_EXPIRED, SUPERSEDED, SUBJECT_ERASED ->
                page(410, answered.sheet(), language, false);
            case ANSWERED_OTHERWISE -> page(409, answered.sheet(), language, true);
            case NOTHING_TO_WITHDRAW, ALREADY_GIVEN, ALREADY_ASKED ->
                page(409, answered.sheet(), language, false);
          };
    };
  }

  /** 303 (RFC 9110 section 15.4.4): reloading the page does not send the answer again. */
  private Response back(String text, @Nullable String wanted, Language language) {
    String path = config.publicUrl().getPath() + "/consent/" + text;
    return PageHeaders.on(Response.status(303), language)
        .header(HttpHeaders.LOCATION, wanted == null ? path : path + "?lang=" + language.tag())
        .build();
  }

  /** The person sees a page, not a problem document, and the log sees no token. */
  @ServerExceptionMapper
  Response failed(RuntimeException failure, HttpHeaders headers) {
    LOG.errorf("A page failed: %s", StackOnly.of(failure));
    return trouble(500, Trouble.OUT_OF_ORDER, language(null, headers));
  }

  private static int status(LinkView view) {
    return switch (view) {
      case QUESTION, GIVEN, LAPSED, REFUSED, WITHDRAWN -> 200;
      case EXPIRED, SUPERSEDED, ERASED -> 410;
    };
  }

  private Response page(int status, Sheet sheet, Language language, boolean answeredOtherwise) {
    return PageHeaders.on(Response.status(status), language)
        .entity(pages.page(sheet, language, answeredOtherwise))
        .build();
  }

  private Response trouble(int status, Trouble trouble, Language language) {
    return PageHeaders.on(Response.status(status), language)
        .entity(pages.trouble(trouble, language))
        .build();
  }

  private static Language language(@Nullable String wanted, HttpHeaders headers) {
    return Optional.ofNullable(wanted)
        .flatMap(Language::ofTag)
        .orElseGet(() -> Language.negotiate(headers.getAcceptableLanguages()));
  }
}
