// SPDX-License-Identifier: GPL-3.0-or-later
#include "reply_words.h"

#include <QHash>

namespace confab::bots::lex
{

using namespace Qt::StringLiterals;

namespace
{

QSet<QString> wordsIn(const QString &text)
{
    const QStringList words = text.split(u' ');
    return {words.begin(), words.end()};
}

// Words are parted by spaces, phrases by bars.
ReplyWords replies(const QString &yes, const QString &no, const QString &yesSaid, const QString &noSaid,
                   const QString &denying, const QString &harmless, const QString &doubts)
{
    return {wordsIn(yes),     wordsIn(no),          yesSaid.split(u'|'), noSaid.split(u'|'),
            wordsIn(denying), harmless.split(u'|'), doubts.split(u'|')};
}

} // namespace

const ReplyWords *replyWordsFor(const QString &localeId)
{
    static const QHash<QString, ReplyWords> all{
        {u"en"_s,
         replies(
             u"yes y yeah yep yup sure ok okay right correct confirm confirmed exactly certainly fine "
             u"absolutely definitely perfect great agreed good aye"_s,
             u"no n nope nah not never wrong don't stop cancel nay incorrect"_s,
             u"go ahead|do it|of course|book it|please do|that is right|sounds good|looks good|go on"_s,
             u"do not|forget it|never mind|leave it|rather not"_s,
             u"not no never neither nor none nothing nobody cannot hardly but however unless except wait later maybe perhaps whether doubt unsure"_s,
             u"why not|no problem|no problems|no worries|no doubt|no objection|no objections|not bad|not at all bad|do not change|do not worry|do not mind|do not hesitate|do not wait|do not forget|no change|no changes|nothing else"_s,
             u"not sure|not so sure|not certain|do not know|do not really know|no idea|no clue"_s)},
        {u"de"_s,
         replies(
             u"ja j jo jawohl jep jap yes klar sicher gern gerne genau richtig stimmt korrekt passt ok "
             u"okay perfekt prima super gut natürlich selbstverständlich einverstanden bestätigt "
             u"bestätigen unbedingt absolut"_s,
             u"nein n nee nö no nicht falsch stopp stop abbrechen stornieren niemals nie keinesfalls"_s,
             u"auf jeden fall|in ordnung|das passt|mach das|machen sie das|sehr gern|sehr gerne|alles "
             u"klar|von mir aus|so ist es|warum nicht|wieso nicht|kein problem|keine frage|nichts dagegen"_s,
             u"auf keinen fall|lieber nicht|doch nicht|stimmt nicht|passt nicht|nicht richtig|nicht "
             u"korrekt|nicht gut|gar nicht|vergiss es|vergessen sie es|lass es|lassen sie es"_s,
             u"nicht nichts kein keine keinen keinem keiner keines nein nie niemals nirgends weder aber sondern außer ausser später vielleicht eventuell ob"_s,
             u"warum nicht|wieso nicht|kein problem|keine sorge|keine frage|kein zweifel|keine einwände|nichts dagegen|nicht schlecht|nichts ändern|keine änderungen|nichts weiter|sonst nichts"_s,
             u"nicht sicher|nicht ganz sicher|nicht so sicher|weiß nicht|weiss nicht|weiß es nicht|weiss es nicht|weiß ich nicht|weiss ich nicht|keine ahnung"_s)},
        {u"es"_s,
         replies(
             u"sí si s yes claro vale correcto exacto exactamente perfecto bueno seguro adelante "
             u"efectivamente confirmo confirmar confirmado ok okay"_s,
             u"no n nunca jamás tampoco incorrecto equivocado mal cancelar cancela cancele stop"_s,
             u"de acuerdo|por supuesto|está bien|esta bien|muy bien|me parece bien|así es|eso es|cómo "
             u"no|desde luego|por qué no|ningún problema|no hay problema|sin duda"_s,
             u"claro que no|por supuesto que no|no está bien|no es correcto|mejor no|de ninguna "
             u"manera|en absoluto|déjalo|olvídalo"_s,
             u"no nunca jamás tampoco nada ningún ninguno ninguna ni pero sino salvo espera espere quizás quizá"_s,
             u"cómo no|por qué no|no hay problema|ningún problema|sin duda|no hay duda|no cambies nada|no cambie nada|nada mal|nada más|nada mas"_s,
             u"no sé|no se|no lo sé|no lo se|no estoy seguro|no estoy segura|ni idea|tal vez"_s)},
        {u"fr"_s,
         replies(
             u"oui ouais yes ok okay d'accord parfait exact exactement correct certainement absolument "
             u"volontiers confirmer confirme confirmé entendu évidemment"_s,
             u"non n nan no jamais faux incorrect annuler annule annulez arrête arrêtez stop"_s,
             u"bien sûr|bien sur|tout à fait|c'est ça|c'est bon|c'est exact|c'est correct|allez y|vas "
             u"y|avec plaisir|je confirme|pas de problème|pas de souci|pourquoi pas|aucun problème|aucun souci"_s,
             u"certainement pas|absolument pas|pas du tout|pas question|pas d'accord|pas correct|pas exact|pas bon|pas "
             u"ça|bien sûr que "
             u"non|surtout pas|pas maintenant|laisse tomber|laissez tomber"_s,
             u"pas non ne jamais aucun aucune rien guère ni mais sauf attends attendez peut"_s,
             u"pourquoi pas|pas de problème|pas de souci|aucun problème|aucun souci|pas mal|aucun doute|ne changez rien|ne change rien|ne rien changer|rien d'autre"_s,
             u"sais pas|pas sûr|pas sûre|pas sur|pas certain|pas certaine|aucune idée"_s)},
        {u"it"_s,
         replies(
             u"sì si s yes certo certamente esatto esattamente corretto giusto perfetto d'accordo "
             u"volentieri assolutamente confermo conferma confermato procedi proceda bene ok okay"_s,
             u"no n mai nemmeno sbagliato errato annulla annullare annulli cancella ferma stop"_s,
             u"va bene|per me va bene|senz'altro|di sicuro|è giusto|è corretto|così va bene|come no|perché no|nessun problema"_s,
             u"certo che no|assolutamente no|non va bene|non è giusto|non è corretto|meglio di no|per "
             u"niente|lascia stare|lascia perdere"_s,
             u"no non mai nessun nessuno nessuna niente nulla né mica neanche nemmeno ma però tranne aspetta aspetti forse"_s,
             u"come no|perché no|nessun problema|non c'è problema|nessun dubbio|niente male|non cambiare nulla|non cambiare niente|niente altro|nient'altro"_s,
             u"non so|non lo so|non sono sicuro|non sono sicura|non ne sono sicuro|non ne sono sicura|nessuna idea"_s)},
        {u"pt"_s,
         replies(
             u"sim s yes claro certo correto correcto exato exatamente perfeito confirmo confirmar "
             u"confirmado beleza pode positivo isso ótimo ok okay"_s,
             u"não nao n nunca jamais errado incorreto incorrecto cancelar cancela cancele negativo "
             u"pare stop"_s,
             u"com certeza|está bem|está bom|tá bom|está certo|tudo bem|de acordo|é isso|isso "
             u"mesmo|pode ser|por que não|sem problema|não tem problema"_s,
             u"claro que não|com certeza não|não está bem|não está certo|não está bom|de jeito "
             u"nenhum|de modo nenhum|melhor não|deixa pra lá|esquece"_s,
             u"não nao nunca jamais nem nada nenhum nenhuma ninguém mas porém exceto espera espere talvez"_s,
             u"como não|por que não|porque não|sem problema|sem problemas|não tem problema|não há problema|nenhum problema|sem dúvida|nada mau|não mude nada|nada mais"_s,
             u"não sei|nao sei|não tenho certeza|nao tenho certeza|não estou certo|não estou certa|não faço ideia"_s)},
    };
    const auto found = all.constFind(localeId.section(u'_', 0, 0).toLower());
    return found == all.cend() ? nullptr : &*found;
}

} // namespace confab::bots::lex
