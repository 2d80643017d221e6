"""The words that are ours to choose, in each language that we speak."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.naming import command

HELP, SEARCH, RECENT, FORGET, UNDO = map(command, ("help", "search", "recent", "forget", "undo"))


class Language(StrEnum):
    """A language that we speak, by its ISO 639-1 code."""

    ENGLISH = "en"
    GERMAN = "de"
    SPANISH = "es"
    FRENCH = "fr"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """All that we say of ourselves in one language. `{}` in a phrase is where its one variable part goes.

    `moment` is a pattern with the fields weekday, day, month, year, hour and minute; weekdays begin with
    Monday, months with January.
    """

    language: Language
    name: str
    kept: str
    changed: str
    taken_back: str
    emptied: str
    greeting: str
    welcome: str
    farewell: str
    sorry: str
    how_to_forget: str
    hint_remind: str
    hint_forget: str
    hint_search: str
    hint_command: str
    hint_undo: str
    hint_ask: str
    kept_too: str
    nothing_then: str
    more_then: str
    nothing_found: str
    nothing_held: str
    closest: str
    no_question: str
    by_model: str
    no_model: str
    model_failed: str
    model_uncited: str
    budget_spent: str
    you: str
    today: str
    yesterday: str
    quotation: str
    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    moment: str
    near: str


ENGLISH_WORDS = Words(
    language=Language.ENGLISH,
    name="English",
    kept="Kept.",
    changed="Changed.",
    taken_back="Forgotten, with the message you deleted.",
    emptied="What you took out is forgotten.",
    greeting=f"Hello. Tell me what you want kept, or ask me about it; {HELP} shows the rest.",
    welcome="You're welcome.",
    farewell="Goodbye. What you told me is kept.",
    sorry=f"Sorry. Try it with other words; {SEARCH} lists all that comes near.",
    how_to_forget=f"To take back your last note: {UNDO}. To take out another, name it: "
    f"{FORGET} and a word or two of it.",
    hint_remind="You can ask me for it; reminding you by myself is not yet among what I do.",
    hint_forget="To take something out for good: {}",
    hint_search="To look for something: {}",
    hint_undo="To take back the note before this one, send this twice, then the number that I name: {}",
    hint_command="As a command it is written: {}",
    hint_ask="If it was a question, end it with a question mark.",
    kept_too="I kept it, too.",
    nothing_then="I have nothing from then.",
    more_then=f"And {{}} more; {RECENT} shows them.",
    nothing_found="I found nothing about that in your notes.",
    nothing_held="The notes say nothing about that.",
    closest="I am not sure; this comes closest.",
    no_question="What would you like to know? Ask with a word or two that I can look for, for example: when is the "
    "dentist?",
    by_model="Answered by {} from your notes.",
    no_model="From your notes; no model is configured.",
    model_failed="From your notes; the model did not answer.",
    model_uncited="From your notes; the model's answer named no source.",
    budget_spent="From your notes; today's budget is spent.",
    you="you",
    today="today",
    yesterday="yesterday",
    quotation="“{}”",
    weekdays=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    moment="{weekday} {day} {month} {year}, {hour:02}:{minute:02}",
    near="{day}, {hour:02}:{minute:02}",
)

GERMAN_WORDS = Words(
    language=Language.GERMAN,
    name="German",
    kept="Notiert.",
    changed="Geändert.",
    taken_back="Vergessen, samt der Nachricht, die du gelöscht hast.",
    emptied="Was du herausgenommen hast, ist vergessen.",
    greeting=f"Hallo. Erzähl mir, was ich behalten soll, oder frag mich danach; {HELP} zeigt den Rest.",
    welcome="Gern geschehen.",
    farewell="Bis bald. Was du mir erzählt hast, ist notiert.",
    sorry=f"Entschuldige. Versuch es mit anderen Worten; {SEARCH} listet alles, was in die Nähe kommt.",
    how_to_forget=f"Um deine letzte Notiz zurückzunehmen: {UNDO}. Um eine andere zu löschen, nenn sie: "
    f"{FORGET} und ein, zwei Wörter daraus.",
    hint_remind="Du kannst mich danach fragen; von selbst erinnern kann ich dich noch nicht.",
    hint_forget="Um etwas endgültig zu löschen: {}",
    hint_search="Um etwas zu suchen: {}",
    hint_undo="Um die Notiz davor zurückzunehmen, sende dies zweimal, dann die Nummer, die ich nenne: {}",
    hint_command="Als Befehl schreibt man es so: {}",
    hint_ask="Falls das eine Frage war: Setz ein Fragezeichen ans Ende.",
    kept_too="Ich habe es auch behalten.",
    nothing_then="Aus dieser Zeit habe ich nichts.",
    more_then=f"Und {{}} weitere; {RECENT} zeigt sie.",
    nothing_found="Dazu habe ich in deinen Notizen nichts gefunden.",
    nothing_held="In den Notizen steht dazu nichts.",
    closest="Ich bin nicht sicher; das kommt dem am nächsten.",
    no_question="Was möchtest du wissen? Frag mit ein, zwei Wörtern, nach denen ich suchen kann, etwa: Wann ist der "
    "Zahnarzt?",
    by_model="Beantwortet von {} aus deinen Notizen.",
    no_model="Aus deinen Notizen; es ist kein Modell eingerichtet.",
    model_failed="Aus deinen Notizen; das Modell hat nicht geantwortet.",
    model_uncited="Aus deinen Notizen; die Antwort des Modells nannte keine Quelle.",
    budget_spent="Aus deinen Notizen; das Budget für heute ist verbraucht.",
    you="du",
    today="heute",
    yesterday="gestern",
    quotation="„{}“",
    weekdays=("Mo.", "Di.", "Mi.", "Do.", "Fr.", "Sa.", "So."),
    months=(
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ),
    moment="{weekday} {day}. {month} {year}, {hour:02}:{minute:02}",
    near="{day}, {hour:02}:{minute:02}",
)

SPANISH_WORDS = Words(
    language=Language.SPANISH,
    name="Spanish",
    kept="Guardado.",
    changed="Cambiado.",
    taken_back="Olvidado, con el mensaje que borraste.",
    emptied="Lo que quitaste está olvidado.",
    greeting=f"Hola. Cuéntame lo que quieras guardar o pregúntame por ello; {HELP} muestra lo demás.",
    welcome="De nada.",
    farewell="Hasta pronto. Lo que me has contado está guardado.",
    sorry=f"Lo siento. Prueba con otras palabras; {SEARCH} muestra todo lo que se acerca.",
    how_to_forget=f"Para quitar tu última nota: {UNDO}. Para borrar otra, nómbrala: "
    f"{FORGET} y una o dos palabras de ella.",
    hint_remind="Puedes preguntarme por ello; recordártelo por mi cuenta todavía no sé hacerlo.",
    hint_forget="Para borrar algo del todo: {}",
    hint_search="Para buscar algo: {}",
    hint_undo="Para quitar la nota anterior, envía esto dos veces y después el número que te diga: {}",
    hint_command="Como orden se escribe así: {}",
    hint_ask="Si era una pregunta, termínala con un signo de interrogación.",
    kept_too="También lo he guardado.",
    nothing_then="De entonces no tengo nada.",
    more_then=f"Y {{}} más; {RECENT} las muestra.",
    nothing_found="No he encontrado nada sobre eso en tus notas.",
    nothing_held="Las notas no dicen nada sobre eso.",
    closest="No estoy seguro; esto es lo más cercano.",
    no_question="¿Qué quieres saber? Pregunta con una o dos palabras que pueda buscar, por ejemplo: ¿cuándo es el "
    "dentista?",
    by_model="Respondido por {} a partir de tus notas.",
    no_model="De tus notas; no hay ningún modelo configurado.",
    model_failed="De tus notas; el modelo no ha respondido.",
    model_uncited="De tus notas; la respuesta del modelo no nombraba ninguna fuente.",
    budget_spent="De tus notas; el presupuesto de hoy está agotado.",
    you="tú",
    today="hoy",
    yesterday="ayer",
    quotation="«{}»",
    weekdays=("lun", "mar", "mié", "jue", "vie", "sáb", "dom"),
    months=("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"),
    moment="{weekday} {day} {month} {year}, {hour:02}:{minute:02}",
    near="{day}, {hour:02}:{minute:02}",
)

FRENCH_WORDS = Words(
    language=Language.FRENCH,
    name="French",
    kept="C'est noté.",
    changed="C'est changé.",
    taken_back="Oublié, avec le message que tu as supprimé.",
    emptied="Ce que tu as retiré est oublié.",
    greeting=f"Bonjour. Dis-moi ce que je dois garder, ou pose-moi une question ; {HELP} montre le reste.",
    welcome="Je t'en prie.",
    farewell="À bientôt. Ce que tu m'as dit est noté.",
    sorry=f"Désolé. Essaie avec d'autres mots ; {SEARCH} montre tout ce qui s'en approche.",
    how_to_forget=f"Pour retirer ta dernière note : {UNDO}. Pour en effacer une autre, nomme-la : "
    f"{FORGET} et un ou deux de ses mots.",
    hint_remind="Tu peux me le demander ; te le rappeler de moi-même, je ne sais pas encore le faire.",
    hint_forget="Pour effacer quelque chose pour de bon : {}",
    hint_search="Pour chercher quelque chose : {}",
    hint_undo="Pour retirer la note d'avant, envoie ceci deux fois, puis le numéro que je donne : {}",
    hint_command="Comme commande, cela s'écrit : {}",
    hint_ask="Si c'était une question, termine-la par un point d'interrogation.",
    kept_too="Je l'ai gardé aussi.",
    nothing_then="Je n'ai rien de ce moment-là.",
    more_then=f"Et {{}} de plus ; {RECENT} les montre.",
    nothing_found="Je n'ai rien trouvé à ce sujet dans tes notes.",
    nothing_held="Les notes n'en disent rien.",
    closest="Je ne suis pas sûr ; voici ce qui s’en approche le plus.",
    no_question="Que veux-tu savoir ? Demande avec un ou deux mots que je puisse chercher, par exemple : quand est "
    "le dentiste ?",
    by_model="Réponse de {} d'après tes notes.",
    no_model="D'après tes notes ; aucun modèle n'est configuré.",
    model_failed="D'après tes notes ; le modèle n'a pas répondu.",
    model_uncited="D'après tes notes ; la réponse du modèle ne citait aucune source.",
    budget_spent="D'après tes notes ; le budget du jour est épuisé.",
    you="toi",
    today="aujourd'hui",
    yesterday="hier",
    quotation="« {} »",
    weekdays=("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."),
    months=("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."),
    moment="{weekday} {day} {month} {year}, {hour:02}:{minute:02}",
    near="{day}, {hour:02}:{minute:02}",
)
