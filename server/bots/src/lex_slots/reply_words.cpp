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

ReplyWords replies(const QString &yes, const QString &no, const QString &yesSaid, const QString &noSaid)
{
    return {wordsIn(yes), wordsIn(no), yesSaid.split(u'|'), noSaid.split(u'|')};
}

} // namespace

const ReplyWords *replyWordsFor(const QString &localeId)
{
    static const QHash<QString, ReplyWords> all{
        {u"en"_s, replies(u"yes y yeah yep yup sure ok okay right correct confirm confirmed exactly certainly fine "
                          u"absolutely definitely perfect great agreed good aye"_s,
                          u"no n nope nah not never wrong don't stop cancel nay incorrect"_s,
                          u"go ahead|do it|of course|book it|please do|that is right|sounds good|looks good|go on"_s,
                          u"do not|forget it|never mind|leave it|rather not"_s)},
        {u"de"_s, replies(u"ja j jo jawohl jep jap yes klar sicher gern gerne genau richtig stimmt korrekt passt ok "
                          u"okay perfekt prima super gut natürlich selbstverständlich einverstanden bestätigt "
                          u"bestätigen unbedingt absolut"_s,
                          u"nein n nee nö no nicht falsch stopp stop abbrechen stornieren niemals nie keinesfalls"_s,
                          u"auf jeden fall|in ordnung|das passt|mach das|machen sie das|sehr gern|sehr gerne|alles "
                          u"klar|von mir aus|so ist es"_s,
                          u"auf keinen fall|lieber nicht|doch nicht|stimmt nicht|passt nicht|nicht richtig|nicht "
                          u"korrekt|gar nicht|vergiss es|vergessen sie es|lass es|lassen sie es"_s)},
        {u"es"_s, replies(u"sí si s yes claro vale correcto exacto exactamente perfecto bueno seguro adelante "
                          u"efectivamente confirmo confirmar confirmado ok okay"_s,
                          u"no n nunca jamás tampoco incorrecto equivocado mal cancelar cancela cancele stop"_s,
                          u"de acuerdo|por supuesto|está bien|esta bien|muy bien|me parece bien|así es|eso es|cómo "
                          u"no|desde luego"_s,
                          u"claro que no|por supuesto que no|no está bien|no es correcto|mejor no|de ninguna "
                          u"manera|en absoluto|déjalo|olvídalo"_s)},
        {u"fr"_s, replies(u"oui ouais yes ok okay d'accord parfait exact exactement correct certainement absolument "
                          u"volontiers confirmer confirme confirmé entendu évidemment"_s,
                          u"non n nan no jamais faux incorrect annuler annule annulez arrête arrêtez stop"_s,
                          u"bien sûr|bien sur|tout à fait|c'est ça|c'est bon|c'est exact|c'est correct|allez y|vas "
                          u"y|avec plaisir|je confirme|pas de problème|pas de souci|pourquoi pas"_s,
                          u"pas du tout|pas question|pas d'accord|pas correct|pas exact|pas bon|pas ça|bien sûr que "
                          u"non|surtout pas|pas maintenant|laisse tomber|laissez tomber"_s)},
        {u"it"_s, replies(u"sì si s yes certo certamente esatto esattamente corretto giusto perfetto d'accordo "
                          u"volentieri assolutamente confermo conferma confermato procedi proceda bene ok okay"_s,
                          u"no n mai nemmeno sbagliato errato annulla annullare annulli cancella ferma stop"_s,
                          u"va bene|per me va bene|senz'altro|di sicuro|è giusto|è corretto|così va bene"_s,
                          u"certo che no|assolutamente no|non va bene|non è giusto|non è corretto|meglio di no|per "
                          u"niente|lascia stare|lascia perdere"_s)},
        {u"pt"_s, replies(u"sim s yes claro certo correto correcto exato exatamente perfeito confirmo confirmar "
                          u"confirmado beleza pode positivo isso ótimo ok okay"_s,
                          u"não nao n nunca jamais errado incorreto incorrecto cancelar cancela cancele negativo "
                          u"pare stop"_s,
                          u"com certeza|está bem|está bom|tá bom|está certo|tudo bem|de acordo|é isso|isso "
                          u"mesmo|pode ser"_s,
                          u"claro que não|com certeza não|não está bem|não está certo|não está bom|de jeito "
                          u"nenhum|de modo nenhum|melhor não|deixa pra lá|esquece"_s)},
    };
    const auto found = all.constFind(localeId.section(u'_', 0, 0).toLower());
    return found == all.cend() ? nullptr : &*found;
}

} // namespace confab::bots::lex
